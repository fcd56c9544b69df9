import boxmalls.base.ids
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sellers', '0001_initial'),
        ('sites', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attribute',
            fields=[
                ('id', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('handle', models.CharField(max_length=120, unique=True)),
                ('names', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('external_id', models.CharField(max_length=200)),
                ('price_minor', models.BigIntegerField()),
                ('was_minor', models.BigIntegerField(blank=True, null=True)),
                ('currency', models.CharField(max_length=3)),
                ('condition', models.CharField(choices=[('new', 'New'), ('refurbished', 'Refurbished'), ('used', 'Used')], default='new', max_length=12)),
                ('tax_class', models.CharField(default='standard', max_length=12)),
                ('status', models.CharField(choices=[('live', 'On sale'), ('paused', 'Paused'), ('retired', 'Taken off')], default='live', max_length=8)),
                ('dispatch_days', models.PositiveSmallIntegerField(default=2)),
                ('return_days', models.PositiveSmallIntegerField(default=14)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('seller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller')),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
        ),
        migrations.CreateModel(
            name='AttributeValue',
            fields=[
                ('id', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('handle', models.CharField(max_length=120, unique=True)),
                ('names', models.JSONField()),
                ('attribute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='catalog.attribute')),
            ],
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.CharField(max_length=24, primary_key=True, serialize=False)),
                ('level', models.PositiveSmallIntegerField()),
                ('position', models.PositiveIntegerField()),
                ('path', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24))),
                ('names', models.JSONField()),
                ('slug', models.SlugField(max_length=80)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='catalog.category')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='CategoryAttribute',
            fields=[
                ('pk', models.CompositePrimaryKey('category_id', 'attribute_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('attribute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.attribute')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.category')),
            ],
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=255)),
                ('path', models.TextField()),
                ('images', models.TextField(blank=True)),
                ('digest', models.CharField(max_length=64)),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('refused', 'The file could not be read')], default='waiting', max_length=8)),
                ('refusal', models.CharField(blank=True, max_length=40)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('next_row', models.PositiveIntegerField(default=1)),
                ('created', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sellers.seller')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
            ],
            options={
                'ordering': ['-started_at'],
            },
        ),
        migrations.CreateModel(
            name='ImportProblem',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('row', models.PositiveIntegerField()),
                ('column', models.CharField(max_length=40)),
                ('code', models.CharField(max_length=40)),
                ('given', models.CharField(blank=True, max_length=200)),
                ('details', models.JSONField(default=dict)),
                ('warning', models.BooleanField(default=False)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='catalog.importrun')),
            ],
            options={
                'ordering': ['row', 'column'],
            },
        ),
        migrations.CreateModel(
            name='Stock',
            fields=[
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='stock', serialize=False, to='catalog.offer')),
                ('on_hand', models.IntegerField(default=0)),
                ('reserved', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80)),
                ('title', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True, max_length=20000)),
                ('brand', models.CharField(blank=True, max_length=120)),
                ('model_no', models.CharField(blank=True, max_length=120)),
                ('gtin', models.CharField(blank=True, max_length=14, null=True)),
                ('product_key', models.CharField(blank=True, max_length=200, null=True)),
                ('attributes', models.JSONField(blank=True, default=dict)),
                ('language', models.CharField(default='en', max_length=8)),
                ('status', models.CharField(choices=[('live', 'On show'), ('draft', 'Not yet on show'), ('retired', 'Taken off')], default='live', max_length=8)),
                ('search_boost', models.SmallIntegerField(default=0)),
                ('described_ref', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category')),
                ('described_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller')),
            ],
        ),
        migrations.AddField(
            model_name='offer',
            name='product',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='catalog.product'),
        ),
        migrations.CreateModel(
            name='Media',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('alt', models.CharField(blank=True, max_length=300)),
                ('credit', models.CharField(blank=True, max_length=200)),
                ('key', models.CharField(max_length=64)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('widths', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField())),
                ('formats', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8))),
                ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='media', to='catalog.product')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('pk', models.CompositePrimaryKey('product_id', 'site_id', 'language', blank=True, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=8)),
                ('html', models.TextField()),
                ('made_with', models.CharField(max_length=16)),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
                ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
            ],
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('quantity', models.IntegerField()),
                ('until_at', models.DateTimeField(db_index=True)),
                ('created_at', models.DateTimeField()),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.offer')),
            ],
        ),
        migrations.CreateModel(
            name='ShelfCount',
            fields=[
                ('pk', models.CompositePrimaryKey('site_id', 'shelf', blank=True, editable=False, primary_key=True, serialize=False)),
                ('shelf', models.CharField(max_length=64)),
                ('products', models.PositiveIntegerField()),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
            ],
        ),
        migrations.CreateModel(
            name='ShelfPlace',
            fields=[
                ('pk', models.CompositePrimaryKey('site_id', 'shelf', 'product_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('shelf', models.CharField(max_length=64)),
                ('rank', models.IntegerField()),
                ('price_minor', models.BigIntegerField()),
                ('arrived_at', models.DateTimeField()),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
            ],
        ),
        migrations.CreateModel(
            name='Variant',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('options', models.JSONField(default=dict)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='catalog.product')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='offer',
            name='variant',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.variant'),
        ),
        migrations.AddIndex(
            model_name='category',
            index=django.contrib.postgres.indexes.GinIndex(fields=['path'], name='catalog_category_path'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(('names__has_key', 'en')), name='catalog_category_named'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 0), ('parent__isnull', True)), models.Q(('level__gt', 0), ('parent__isnull', False)), _connector='OR'), name='catalog_category_rooted'),
        ),
        migrations.AddIndex(
            model_name='importrun',
            index=models.Index(fields=['-started_at'], name='catalog_import_latest'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'running', 'done', 'refused'])), name='catalog_import_status'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['waiting', 'running'])), fields=('seller', 'site', 'digest'), name='catalog_import_once_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='importproblem',
            index=models.Index(fields=['run', 'row'], name='catalog_problem_by_row'),
        ),
        migrations.AddField(
            model_name='stock',
            name='seller',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.seller'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.UniqueConstraint(fields=('gtin',), name='catalog_product_gtin_once'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.UniqueConstraint(fields=('product_key',), name='catalog_product_key_once'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='catalog_product_titled'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['live', 'draft', 'retired'])), name='catalog_product_status'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('gtin__isnull', True), ('gtin__regex', '^\\d{8}$|^\\d{12,14}$'), _connector='OR'), name='catalog_product_gtin'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('product_key', ''), _negated=True), name='catalog_product_key'),
        ),
        migrations.AddConstraint(
            model_name='media',
            constraint=models.UniqueConstraint(fields=('product', 'key'), name='catalog_media_once'),
        ),
        migrations.AddConstraint(
            model_name='media',
            constraint=models.CheckConstraint(condition=models.Q(('key__regex', '^[0-9a-f]{16,64}$')), name='catalog_media_key'),
        ),
        migrations.AddConstraint(
            model_name='media',
            constraint=models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='catalog_media_size'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.UniqueConstraint(fields=('holder_id', 'offer'), name='catalog_reservation_once'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='catalog_reservation_quantity'),
        ),
        migrations.AddIndex(
            model_name='shelfplace',
            index=models.Index(fields=['site', 'shelf', '-rank', 'product'], name='catalog_shelf_by_rank'),
        ),
        migrations.AddIndex(
            model_name='shelfplace',
            index=models.Index(condition=models.Q(('shelf', '')), fields=['site', 'shelf', '-arrived_at', 'product'], name='catalog_shelf_by_arrival'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.UniqueConstraint(fields=('product', 'options'), name='catalog_variant_once'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.UniqueConstraint(fields=('id', 'product'), name='catalog_variant_of_product'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['product', 'site', 'price_minor'], name='catalog_offer_of_product'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(fields=('seller', 'external_id', 'site'), name='catalog_offer_reference'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('price_minor__gt', 0)), name='catalog_offer_price'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('was_minor__isnull', True), ('was_minor__gt', models.F('price_minor')), _connector='OR'), name='catalog_offer_was'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('currency__regex', '^[A-Z]{3}$')), name='catalog_offer_currency'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('condition__in', ['new', 'refurbished', 'used'])), name='catalog_offer_condition'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['live', 'paused', 'retired'])), name='catalog_offer_status'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('external_id', ''), _negated=True), name='catalog_offer_referenced'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('tax_class__in', ['standard', 'reduced', 'zero'])), name='catalog_offer_tax_class'),
        ),
        migrations.AddConstraint(
            model_name='stock',
            constraint=models.CheckConstraint(condition=models.Q(('reserved__gte', 0)), name='catalog_stock_reserved'),
        ),
        migrations.AddConstraint(
            model_name='stock',
            constraint=models.CheckConstraint(condition=models.Q(('reserved__lte', models.F('on_hand'))), name='catalog_stock_not_oversold'),
        ),
        migrations.RunSQL(
            # A variant is offered only as a variant of its own product.
            "ALTER TABLE catalog_offer ADD CONSTRAINT catalog_offer_variant_of_product FOREIGN KEY (variant_id, product_id)"
            " REFERENCES catalog_variant (id, product_id) DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE catalog_offer DROP CONSTRAINT catalog_offer_variant_of_product",
        ),
    ]
