import boxmalls.base.ids
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
            name='Rate',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=24)),
                ('name', models.CharField(max_length=60)),
                ('price_minor', models.BigIntegerField()),
                ('free_from_minor', models.BigIntegerField(blank=True, null=True)),
                ('days_min', models.PositiveSmallIntegerField(default=2)),
                ('days_max', models.PositiveSmallIntegerField(default=4)),
                ('seller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sellers.seller')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('seller', 'site', 'code'), name='shipping_rate_once'), models.CheckConstraint(condition=models.Q(('price_minor__gte', 0)), name='shipping_rate_price'), models.CheckConstraint(condition=models.Q(('days_min__lte', models.F('days_max'))), name='shipping_rate_days'), models.CheckConstraint(condition=models.Q(('free_from_minor__isnull', True), ('free_from_minor__gt', 0), _connector='OR'), name='shipping_rate_free_from')],
            },
        ),
    ]
