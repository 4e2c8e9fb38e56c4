// Each test has connectors, topics and databases of its own, and waits for consumers and rebalances most of its time.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
