"""marks, by which facts find each other."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mark",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("mark", "day", "fact_id", name=op.f("pk_mark")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("mark")
