import boxmalls.base.ids
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last login"
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=boxmalls.base.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("person_id", models.UUIDField(editable=False, unique=True)),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False, help_text="May enter the emergency admin."
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="one_account_per_address",
                    )
                ],
            },
        ),
    ]
