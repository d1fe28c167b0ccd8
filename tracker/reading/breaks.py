"""Line breaks inside a paragraph: most are only where a line ends, some make two paragraphs of it."""

from tracker.reading.questions import is_label


def parts(text: str) -> list[str]:
    r"""Cut a paragraph where a blank line, or a line that is only a label ("Antwoord op vraag 2"), makes two of it.

    White space is folded; a part has "\n" between its lines and is never empty.
    """
    found: list[list[str]] = [[]]
    for line in (" ".join(raw.split()) for raw in text.split("\n")):
        if not line or (found[-1] and (is_label(line) or is_label(found[-1][-1]))):
            found.append([])
        if line:
            found[-1].append(line)
    return ["\n".join(part) for part in found if part]
