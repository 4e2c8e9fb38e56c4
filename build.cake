#load "build/*.cake"

RunTarget(Argument("target", "Render"));
