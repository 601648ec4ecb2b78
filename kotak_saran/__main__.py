"""Run the command line as ``python -m kotak_saran``."""

from kotak_saran.command_line import main

main()
