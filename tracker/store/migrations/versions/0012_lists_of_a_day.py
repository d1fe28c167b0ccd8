"""lists of a day: what holds on it is found without what held before."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = ["listed", "rejected", "lapsed", "fulfilled", "until", "due_end", "since"]
    op.create_index(op.f("ix_standing_of_day"), "standing", columns)


def downgrade() -> None:
    op.drop_index(op.f("ix_standing_of_day"), "standing")
