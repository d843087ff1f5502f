"""Alembic's environment: runs the versions on the connection `models.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from models.tables import Base


def run() -> None:
    """Run what is asked for inside the transaction that is already open."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


run()
