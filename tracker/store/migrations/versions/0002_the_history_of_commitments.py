"""the history of commitments."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TERM = ("due_text", "due_start", "due_end", "precision", "due_rule", "estimated")
READ = (*TERM, "addressee", "actor", "ministry", "committee", "committee_basis")


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("commitment_id", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=True),
        sa.Column("term", sa.JSON(), nullable=True),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("ministry", sa.String(), nullable=True),
        sa.Column("committee", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_decision_commitment_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["document.id"], name=op.f("fk_decision_paper_id")),
        sa.PrimaryKeyConstraint("commitment_id", "n", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_paper_id"), ["paper_id"], unique=False)

    standing = op.create_table(
        "standing",
        sa.Column("commitment_id", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("due_start", sa.Date(), nullable=True),
        sa.Column("due_end", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("due_rule", sa.String(), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("original", sa.JSON(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("lapsed", sa.Boolean(), nullable=False),
        sa.Column("fulfilled", sa.Boolean(), nullable=False),
        sa.Column("delayed", sa.Boolean(), nullable=False),
        sa.Column("partly", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("ministry", sa.String(), nullable=True),
        sa.Column("committee", sa.String(), nullable=True),
        sa.Column("committee_basis", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_standing_commitment_id")),
        sa.PrimaryKeyConstraint("commitment_id", "since", name=op.f("pk_standing")),
    )
    _stand_as_read(standing)


def _stand_as_read(standing: sa.Table) -> None:
    """Every commitment stands as it was read: nobody can have decided anything yet."""
    texts = [sa.column(name, sa.String()) for name in ("id", "condition", *READ) if name not in ("due_start", "due_end", "estimated")]
    dates = [sa.column(name, sa.Date()) for name in ("due_start", "due_end")]
    commitment = sa.table("commitment", *texts, *dates, sa.column("estimated", sa.Boolean()))
    connection = op.get_bind()
    rows = [
        {
            "commitment_id": row["id"],
            "since": dt.date.min,
            "until": dt.date.max,
            "original": {name: row[name].isoformat() if isinstance(row[name], dt.date) else row[name] for name in TERM},
            "waiting": row["condition"] is not None,
            **dict.fromkeys(("rejected", "lapsed", "fulfilled", "delayed", "partly", "confirmed"), False),
            **{name: row[name] for name in READ},
        }
        for row in connection.execute(sa.select(commitment)).mappings()
    ]
    if rows:
        connection.execute(standing.insert(), rows)


def downgrade() -> None:
    op.drop_table("standing")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_paper_id"))

    op.drop_table("decision")
