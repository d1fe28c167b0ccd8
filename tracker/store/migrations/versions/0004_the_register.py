"""the House's own register."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_bookmark",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("channel", "url", name=op.f("pk_register_bookmark")),
    )
    op.create_table(
        "register_record",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("minister", sa.String(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("ministry", sa.String(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("fulfilled_on", sa.Date(), nullable=True),
        sa.Column("activity", sa.String(), nullable=True),
        sa.Column("committee", sa.String(), nullable=True),
        sa.Column("promised_to_members", sa.JSON(), nullable=False),
        sa.Column("promised_to_parties", sa.JSON(), nullable=False),
        sa.Column("fulfilled_by", sa.JSON(), nullable=False),
        sa.Column("repeats", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("adds_to", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("due_start", sa.Date(), nullable=True),
        sa.Column("due_end", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("due_rule", sa.String(), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("recurring", sa.Boolean(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_record")),
    )
    with op.batch_alter_table("register_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_record_number"), ["number"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("register_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_record_number"))

    op.drop_table("register_record")
    op.drop_table("register_bookmark")
