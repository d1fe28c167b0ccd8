"""marks, by which facts find each other; commitments that say another one again; by which rules the terms of the register were read."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
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
    op.add_column("register_record", sa.Column("reader", sa.String(), nullable=True))
    op.create_index(op.f("ix_register_record_reader"), "register_record", ["reader"])
    op.add_column("decision", sa.Column("same_as", sa.String(), nullable=True))
    op.add_column("standing", sa.Column("same_as", sa.String(), nullable=True))
    op.create_index(op.f("ix_standing_same_as"), "standing", ["same_as"])


def downgrade() -> None:
    op.drop_index(op.f("ix_standing_same_as"), "standing")
    op.drop_column("standing", "same_as")
    op.drop_column("decision", "same_as")
    op.drop_index(op.f("ix_register_record_reader"), "register_record")
    op.drop_column("register_record", "reader")
    op.drop_table("mark")
