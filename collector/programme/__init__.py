"""The training programme on the private side: lotteries of a roll-out, invitations of trainees, sealing."""
