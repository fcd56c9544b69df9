"""Agreements come into force as editions do; another order among texts needs a second person."""

import boxmalls.base.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_drafts"),
        ("privacy", "0082_edition_works"),
    ]

    operations = [
        migrations.CreateModel(
            name="LaterAnswer",
            fields=[
                ("id", models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="privacy.person")),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.agreementversion")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["person", "version"], name="later_once")]},
        ),
        migrations.CreateModel(
            name="OrderChange",
            fields=[
                ("id", models.UUIDField(default=boxmalls.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("site_code", models.CharField(max_length=12)),
                ("kinds", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10))),
                (
                    "before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), help_text="The order that counted when it was proposed."
                    ),
                ),
                ("why", models.CharField(max_length=400)),
                ("author_id", models.UUIDField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "constraints": [models.UniqueConstraint(fields=["id", "author_id"], name="order_with_its_author")],
            },
        ),
        migrations.CreateModel(
            name="OrderDecision",
            fields=[
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="decision",
                        serialize=False,
                        to="agreements.orderchange",
                    ),
                ),
                ("author_id", models.UUIDField()),
                ("by_id", models.UUIDField(null=True)),
                ("approved", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("approved", True), models.Q(("reason", ""), _negated=True), _connector="OR"), name="order_sent_back_with_a_reason")
                ]
            },
        ),
        migrations.AddField(
            model_name="agreementversion",
            name="asks",
            field=models.BooleanField(db_default=True, default=True, help_text="Whether who accepted an earlier version is asked anew."),
        ),
        migrations.AddField(
            model_name="agreementversion",
            name="edition",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.edition"),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.UniqueConstraint(fields=("site_code", "edition"), name="agreement_begins_once"),
        ),
    ]
