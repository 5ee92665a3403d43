"""What the benchmarks share: projects, peers, processes, figures and the report. Standard library only."""
