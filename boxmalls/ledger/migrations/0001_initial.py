import boxmalls.base.ids
import boxmalls.base.models.outbox
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('wallet', 'Wallet'), ('points', 'Points'), ('payable', 'Payable'), ('shipping', 'Shipping'), ('commission', 'Commission'), ('commission-vat', 'Commission Vat'), ('bank', 'Bank'), ('unclaimed', 'Unclaimed')], max_length=16)),
                ('unit', models.CharField(max_length=8)),
                ('owner_seller', models.UUIDField(blank=True, null=True)),
                ('shard', models.PositiveSmallIntegerField(default=0)),
                ('balance_minor', models.BigIntegerField(default=0)),
                ('opened_at', models.DateTimeField()),
                ('owner_person', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.person')),
            ],
        ),
        migrations.CreateModel(
            name='Transaction',
            fields=[
                ('id', models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=24)),
                ('reference', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('written_by', models.BigIntegerField(db_default=boxmalls.base.models.outbox.CurrentTransaction(), editable=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'reference'), name='ledger_transaction_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('pk', models.CompositePrimaryKey('transaction_id', 'position', blank=True, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('amount_minor', models.BigIntegerField()),
                ('seller_id', models.UUIDField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('transaction', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.transaction')),
            ],
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('wallet', 'points')), _negated=True), ('balance_minor__gte', 0), _connector='OR'), name='ledger_account_not_overdrawn'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('wallet', 'points')), ('owner_seller__isnull', True)), models.Q(('kind__in', ('payable', 'shipping')), ('owner_person__isnull', True), ('owner_seller__isnull', False)), models.Q(('kind__in', ('commission', 'commission-vat', 'bank', 'unclaimed')), ('owner_person__isnull', True), ('owner_seller__isnull', True)), _connector='OR'), name='ledger_account_owner_fits_kind'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(condition=models.Q(('owner_person__isnull', False)), fields=('owner_person', 'kind', 'unit'), name='ledger_account_one_per_person'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(condition=models.Q(('owner_seller__isnull', False)), fields=('owner_seller', 'kind', 'unit'), name='ledger_account_one_per_seller'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('commission', 'commission-vat', 'bank', 'unclaimed'))), fields=('kind', 'unit', 'shard'), name='ledger_account_one_per_shard'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor', 0), _negated=True), name='ledger_entry_moves_something'),
        ),
    ]
