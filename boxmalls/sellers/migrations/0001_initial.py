import boxmalls.base.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("privacy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seller",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=boxmalls.base.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("country", models.CharField(max_length=2)),
                ("about", models.TextField(blank=True, max_length=2000)),
                ("since_on", models.DateField(blank=True, null=True)),
                (
                    "learns",
                    models.CharField(
                        choices=[
                            ("label", "First name and parcel label"),
                            ("address", "Name and address"),
                            ("address_phone", "Name, address and phone"),
                        ],
                        default="label",
                        max_length=16,
                    ),
                ),
                ("commission_bp", models.PositiveIntegerField(default=800)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("paused", "On holiday"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("learns__in", ["label", "address", "address_phone"])
                        ),
                        name="sellers_seller_learns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "paused", "closed"])
                        ),
                        name="sellers_seller_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("commission_bp__lte", 10000)),
                        name="sellers_seller_commission",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{2}$")),
                        name="sellers_seller_country",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("slug", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                        ),
                        name="sellers_seller_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=boxmalls.base.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Owner"), ("packer", "Packs and ships")],
                        default="packer",
                        max_length=8,
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="privacy.person",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team",
                        to="sellers.seller",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "seller"), name="sellers_teammember_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "packer"])),
                        name="sellers_teammember_role",
                    ),
                ],
            },
        ),
    ]
