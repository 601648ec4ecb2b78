"""What a region prints: posters, day sheets, slips, the questionnaire. PDF by Typst, QR codes by segno."""
