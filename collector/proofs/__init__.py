"""Proofs that a service took place: slips handed out, codes on a screen or a day sheet, and passes in a form."""
