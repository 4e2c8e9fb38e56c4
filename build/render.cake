Task("Render")
    .Description("Renders connectors/ from bifrost.yml and templates/.")
    .IsDependentOn("Cli")
    .Does(() => Loudly(Bifrost, "render"));
