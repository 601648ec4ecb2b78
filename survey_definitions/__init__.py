"""What is asked: questionnaires as typed, frozen data. Imports nothing of ours and no web, database or chart."""
