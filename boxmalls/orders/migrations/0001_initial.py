import boxmalls.base.ids
import boxmalls.privacy.vault.fields
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy', '0001_initial'),
        ('sellers', '0001_initial'),
        ('sites', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=26, unique=True)),
                ('label', models.CharField(max_length=24, unique=True)),
                ('subtotal_minor', models.BigIntegerField()),
                ('shipping_minor', models.BigIntegerField()),
                ('tax_minor', models.BigIntegerField()),
                ('tax_included', models.BooleanField()),
                ('total_minor', models.BigIntegerField()),
                ('commission_bp', models.PositiveIntegerField()),
                ('commission_minor', models.BigIntegerField()),
                ('commission_vat_minor', models.BigIntegerField()),
                ('rate_code', models.CharField(max_length=24)),
                ('rate_name', models.CharField(max_length=60)),
                ('ship_by_on', models.DateField()),
                ('placed_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.person')),
                ('seller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller')),
            ],
        ),
        migrations.CreateModel(
            name='Cancellation',
            fields=[
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='cancellation', serialize=False, to='orders.order')),
                ('by', models.CharField(choices=[('buyer', 'Buyer'), ('seller', 'Seller'), ('staff', 'Staff'), ('unpaid', 'Unpaid')], max_length=8)),
                ('cancelled_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='receipt', serialize=False, to='orders.order')),
                ('received_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', boxmalls.privacy.vault.fields.SealedText(max_length=120)),
                ('phone', boxmalls.privacy.vault.fields.SealedText(blank=True, max_length=40)),
                ('line1', boxmalls.privacy.vault.fields.SealedText(max_length=200)),
                ('line2', boxmalls.privacy.vault.fields.SealedText(blank=True, max_length=200)),
                ('city', boxmalls.privacy.vault.fields.SealedText(max_length=120)),
                ('region', boxmalls.privacy.vault.fields.SealedText(blank=True, max_length=120)),
                ('postcode', boxmalls.privacy.vault.fields.SealedText(blank=True, max_length=20)),
                ('country', boxmalls.privacy.vault.fields.SealedText(max_length=2)),
                ('created_at', models.DateTimeField()),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='delivery', to='orders.order')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.person')),
            ],
        ),
        migrations.CreateModel(
            name='InvoiceCounter',
            fields=[
                ('pk', models.CompositePrimaryKey('site_id', 'seller_id', 'year', blank=True, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField()),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller')),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
        ),
        migrations.CreateModel(
            name='MailSent',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('about_id', models.UUIDField()),
                ('kind', models.CharField(max_length=24)),
                ('sent_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('about_id', 'kind'), name='orders_mailsent_once')],
            },
        ),
        migrations.CreateModel(
            name='OrderGroup',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=24, unique=True)),
                ('language', models.CharField(max_length=8)),
                ('currency', models.CharField(max_length=3)),
                ('total_minor', models.BigIntegerField()),
                ('placed_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.person')),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
        ),
        migrations.AddField(
            model_name='order',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='orders.ordergroup'),
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', boxmalls.privacy.vault.fields.SealedText(max_length=254)),
                ('created_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.person')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contact', to='orders.ordergroup')),
            ],
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('seller_id', models.UUIDField()),
                ('position', models.PositiveSmallIntegerField()),
                ('offer_id', models.UUIDField()),
                ('product_id', models.UUIDField()),
                ('external_id', models.CharField(max_length=200)),
                ('title', models.CharField(max_length=300)),
                ('option', models.CharField(blank=True, max_length=200)),
                ('picture', models.CharField(blank=True, max_length=300)),
                ('quantity', models.PositiveIntegerField()),
                ('unit_price_minor', models.BigIntegerField()),
                ('total_minor', models.BigIntegerField()),
                ('tax_class', models.CharField(max_length=12)),
                ('tax_rate_bp', models.PositiveIntegerField()),
                ('tax_minor', models.BigIntegerField()),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='orders.order')),
            ],
        ),
        migrations.CreateModel(
            name='Shipment',
            fields=[
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='shipment', serialize=False, to='orders.order')),
                ('carrier', models.CharField(max_length=60)),
                ('tracking', boxmalls.privacy.vault.fields.SealedText(blank=True, max_length=80)),
                ('shipped_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.person')),
            ],
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('invoice', 'Invoice'), ('credit', 'Credit')], max_length=8)),
                ('year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField()),
                ('number', models.CharField(db_index=True, max_length=64)),
                ('total_minor', models.BigIntegerField()),
                ('tax_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('issued_at', models.DateTimeField()),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='orders.order')),
                ('seller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller')),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('site', 'seller', 'year', 'sequence'), name='orders_invoice_number'), models.UniqueConstraint(fields=('order', 'kind'), name='orders_invoice_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'invoice'), ('total_minor__gt', 0)), models.Q(('kind', 'credit'), ('total_minor__lt', 0)), _connector='OR'), name='orders_invoice_sign')],
            },
        ),
        migrations.AddConstraint(
            model_name='ordergroup',
            constraint=models.CheckConstraint(condition=models.Q(('total_minor__gt', 0)), name='orders_group_positive'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['seller', '-placed_at'], name='orders_order_of_seller'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(fields=('group', 'seller'), name='orders_order_one_per_seller'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tax_included', True), ('total_minor', django.db.models.expressions.CombinedExpression(models.F('subtotal_minor'), '+', models.F('shipping_minor')))), models.Q(('tax_included', False), ('total_minor', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('subtotal_minor'), '+', models.F('shipping_minor')), '+', models.F('tax_minor')))), _connector='OR'), name='orders_order_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('commission_minor__gte', 0), ('commission_vat_minor__gte', 0), ('shipping_minor__gte', 0), ('subtotal_minor__gt', 0), ('tax_minor__gte', 0)), name='orders_order_amounts'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.UniqueConstraint(fields=('order', 'position'), name='orders_line_position'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0), ('tax_minor__gte', 0), ('total_minor', django.db.models.expressions.CombinedExpression(models.F('unit_price_minor'), '*', models.F('quantity')))), name='orders_line_adds_up'),
        ),
    ]
