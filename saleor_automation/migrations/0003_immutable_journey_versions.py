from django.db import migrations

# People finish on the version they entered, so a published definition may never change under them.
# Deleting is left to the cascade of a journey that nobody is inside.
CREATE = """
CREATE FUNCTION automation_refuse_version_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'A published journey version cannot be changed; publish a new one.'
        USING ERRCODE = 'restrict_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER automation_journeyversion_immutable BEFORE UPDATE ON automation_journeyversion
    FOR EACH ROW EXECUTE FUNCTION automation_refuse_version_change();
"""
DROP = """
DROP TRIGGER automation_journeyversion_immutable ON automation_journeyversion;
DROP FUNCTION automation_refuse_version_change();
"""


class Migration(migrations.Migration):
    dependencies = [("automation", "0002_event_log")]

    operations = [migrations.RunSQL(CREATE, DROP)]
