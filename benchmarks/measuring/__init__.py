"""What the benchmarks share: bars, clocks, servers and clients."""
