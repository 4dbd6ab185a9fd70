"""Many postings for one applicant: a report of what they ask for and which stories answer them, and a folder of letters (docs/batch.md)."""
