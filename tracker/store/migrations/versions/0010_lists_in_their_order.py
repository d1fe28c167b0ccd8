"""lists in their order: what pages list is read off an index, also of one ministry and of papers, and what was withdrawn of late."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LISTED = ("listed", "rejected", "lapsed", "fulfilled", "due_end", "commitment_id")
LOOKED_AT = ("until", "since", "said_on", "waiting", "precision", "due_start", "addressee", "delayed", "partly")
BEFORE = {
    "ix_standing_lists": (
        *("listed", "rejected", "lapsed", "fulfilled", "due_end", "until", "since", "said_on", "waiting", "precision", "due_start"),
        *("addressee", "delayed", "partly", "concerned", "ministry", "commitment_id"),
    ),
    "ix_standing_of_committee": (
        *("concerned", "listed", "rejected", "lapsed", "fulfilled", "due_end", "until", "since", "said_on", "waiting", "precision"),
        *("due_start", "addressee", "delayed", "partly", "ministry", "commitment_id"),
    ),
}
AFTER = {
    "ix_standing_lists": (*LISTED, *LOOKED_AT, "concerned", "ministry"),
    "ix_standing_of_committee": ("concerned", *LISTED, *LOOKED_AT, "ministry"),
    "ix_standing_of_ministry": ("ministry", *LISTED, *LOOKED_AT, "concerned"),
}


def upgrade() -> None:
    for name in BEFORE:
        op.drop_index(name, "standing")
    for name, columns in AFTER.items():
        op.create_index(name, "standing", columns)
    op.drop_index("ix_document_date", "document")
    op.create_index("ix_document_lists", "document", ["date", "id", "committee"])
    lost = sa.text("withdrawn_at IS NOT NULL")
    op.create_index("ix_commitment_withdrawn", "commitment", ["withdrawn_at"], sqlite_where=lost, postgresql_where=lost)


def downgrade() -> None:
    op.drop_index("ix_commitment_withdrawn", "commitment")
    op.drop_index("ix_document_lists", "document")
    op.create_index("ix_document_date", "document", ["date"])
    for name in AFTER:
        op.drop_index(name, "standing")
    for name, columns in BEFORE.items():
        op.create_index(name, "standing", columns)
