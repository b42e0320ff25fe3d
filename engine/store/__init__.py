"""The shop file: schema, sessions, migrations, backup and undo. The only room that speaks SQL."""
