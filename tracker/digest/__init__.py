"""The weekly mail: what it says, how it is frozen and how it is handed over."""
