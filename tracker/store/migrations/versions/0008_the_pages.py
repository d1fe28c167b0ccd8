"""the pages: what lists look at, how often a term was read anew, and the words of commitments and papers."""

import re

import sqlalchemy as sa
import Stemmer
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WITH_TERM = ("commitment", "event", "delay")
WORDS = ("commitment_words", "document_words")
LISTS = (
    *("listed", "rejected", "lapsed", "fulfilled", "due_end", "until", "since", "said_on", "waiting", "precision", "due_start"),
    *("addressee", "delayed", "partly", "concerned", "ministry", "commitment_id"),
)
OF_COMMITTEE = (
    *("concerned", "listed", "rejected", "lapsed", "fulfilled", "due_end", "until", "since", "said_on", "waiting", "precision"),
    *("due_start", "addressee", "delayed", "partly", "ministry", "commitment_id"),
)


def upgrade() -> None:
    for table in WITH_TERM:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
            batch_op.add_column(sa.Column("revised_at", sa.DateTime(timezone=True), nullable=True))
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column("revision", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("standing") as batch_op:
        batch_op.add_column(sa.Column("said_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("concerned", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("listed", sa.Boolean(), nullable=True))
    op.create_index("ix_commitment_asked", "commitment", ["asked_by", "promised_to", "id"])
    paper = "FROM commitment c JOIN document d ON d.id = c.document_id WHERE c.id = standing.commitment_id"
    sure = "standing.confirmed OR (c.withdrawn_at IS NULL AND c.confidence <> 'low')"
    op.execute(
        f"UPDATE standing SET said_on = (SELECT d.date {paper}), concerned = coalesce(committee, (SELECT d.committee {paper})), "
        f"listed = (SELECT ({sure}) AND c.repeats IS NULL {paper})"
    )
    with op.batch_alter_table("standing") as batch_op:
        batch_op.alter_column("said_on", existing_type=sa.Date(), nullable=False)
        batch_op.alter_column("listed", existing_type=sa.Boolean(), nullable=False)
        batch_op.create_index("ix_standing_lists", LISTS)
        batch_op.create_index("ix_standing_of_committee", OF_COMMITTEE)
    _words()


def _words() -> None:
    stemmer = Stemmer.Stemmer("dutch")
    texts = {
        "commitment": "quote || ' ' || coalesce(about, '')",
        "document": "title || ' ' || replace(CAST(numbers AS text), '-', ' ') || ' ' || text",
    }
    sqlite = op.get_bind().dialect.name == "sqlite"
    run = op.get_bind().execute
    for table, text in texts.items():
        if sqlite:
            op.execute(f"CREATE VIRTUAL TABLE {table}_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')")
            keep = f"INSERT INTO {table}_words (rowid, words) VALUES (:row, :words)"
        else:
            op.execute(f"CREATE TABLE {table}_words (id varchar, part integer, words tsvector NOT NULL, PRIMARY KEY (id, part))")
            op.execute(f"CREATE INDEX ix_{table}_words ON {table}_words USING gin (words)")
            keep = f"INSERT INTO {table}_words (id, part, words) VALUES (:row, :part, to_tsvector('simple', :words))"
        for (key,) in run(sa.text(f"SELECT id FROM {table}")).fetchall():  # the texts of all papers at once would fill the memory
            whole = run(sa.text(f"SELECT {text} FROM {table} WHERE id = :key"), {"key": key}).scalar_one()
            parts = [whole] if sqlite else [whole[i : i + 200_000] for i in range(0, len(whole), 200_000)]
            row = int.from_bytes(bytes.fromhex(key), signed=True) if sqlite else key
            for n, part in enumerate(parts):
                stems = " ".join(stemmer.stemWords(re.findall(r"\w+", part.casefold())))
                run(sa.text(keep), {"row": row, "words": stems} | ({} if sqlite else {"part": n}))


def downgrade() -> None:
    for table in WORDS:
        op.execute(f"DROP TABLE {table}")
    with op.batch_alter_table("standing") as batch_op:
        batch_op.drop_index("ix_standing_of_committee")
        batch_op.drop_index("ix_standing_lists")
        for column in ("listed", "concerned", "said_on"):
            batch_op.drop_column(column)
    op.drop_index("ix_commitment_asked", "commitment")
    for table in WITH_TERM:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("revised_at")
            batch_op.drop_column("revision")
