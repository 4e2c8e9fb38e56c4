#load "build/*.cake"

// Leaves before Cake prints its table of durations.
Teardown(context =>
{
    if (context.Successful)
        Environment.Exit(0);
});

RunTarget(Argument("target", "Render"));
