// A call of dbt keeps one core busy: two classes at a time, each on replicas of its own.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
