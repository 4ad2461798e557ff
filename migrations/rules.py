"""SQL that several migrations share: whose rows are whose, and what may never change."""

TENANT = """
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON {table} USING (
        (SELECT current_setting('nusacart.vendor', true)) = 'everyone'
        OR vendor_id = (SELECT nullif(nullif(current_setting('nusacart.vendor', true), ''), 'everyone')::uuid));
"""

APPEND_ONLY = """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


def tenant(*tables: str) -> str:
    """SQL that lets a session see only the rows of the vendor it acts for; it binds the owner too."""
    return "".join(TENANT.format(table=table) for table in tables)


def append_only(*tables: str) -> str:
    """SQL that refuses to change or delete a row once written: a correction is a new row."""
    return "".join(APPEND_ONLY.format(table=table) for table in tables)
