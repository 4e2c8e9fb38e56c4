Task("Bench")
    .Description("Measures replication beside PostgreSQL's own.")
    .IsDependentOn("Cli")
    .Does(() => Loudly(Bifrost, "bench"));
