"""at the desk: personal addresses of feeds, and what clerks say of the House's register."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.key"], name=op.f("fk_feed_account")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_feed")),
    )
    op.create_index(op.f("ix_feed_account"), "feed", ["account"])
    op.create_table(
        "record_decision",
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("commitment_id", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["register_record.id"], name=op.f("fk_record_decision_record_id")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_record_decision_commitment_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_record_decision")),
    )
    op.create_index(op.f("ix_record_decision_commitment_id"), "record_decision", ["commitment_id"])
    op.create_index(op.f("ix_record_decision_by"), "record_decision", ["by"])
    with op.batch_alter_table("register_record") as table:
        table.add_column(sa.Column("missed", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_index(op.f("ix_register_record_missed"), ["missed"])
        table.create_index(op.f("ix_register_record_meeting_on"), ["meeting_on"])


def downgrade() -> None:
    with op.batch_alter_table("register_record") as table:
        table.drop_index(op.f("ix_register_record_meeting_on"))
        table.drop_index(op.f("ix_register_record_missed"))
        table.drop_column("missed")
    op.drop_table("record_decision")
    op.drop_table("feed")
