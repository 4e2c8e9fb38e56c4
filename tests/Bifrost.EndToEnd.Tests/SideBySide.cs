// Each test brings up a stack of its own, in a folder of its own, on free ports, and waits for servers most of its time.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
