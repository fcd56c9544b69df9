from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations, models


def note_open_sessions(apps, schema_editor):
    """Sessions that were open before get their names, so that an erasure finds them without opening all."""
    from boxmalls.accounts.signin.naming import names_in, note_names

    sessions = apps.get_model("sessions", "Session").objects.using(schema_editor.connection.alias)
    for key, packed in sessions.values_list("session_key", "session_data").iterator(2000):
        note_names(key, names_in(SessionStore().decode(packed)))


class Migration(migrations.Migration):
    dependencies = [("sessions", "0001_initial"), ("signin", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SessionName",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("mark", models.BinaryField(max_length=32)),
                ("session", models.ForeignKey(on_delete=models.DB_CASCADE, related_name="+", to="sessions.session")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("mark", "session"), name="one_session_name_each")]},
        ),
        migrations.RunPython(note_open_sessions, migrations.RunPython.noop, elidable=True),
    ]
