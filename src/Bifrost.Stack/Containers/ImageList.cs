using Bifrost.Stack.State;

namespace Bifrost.Stack.Containers;

/// <summary>The images of the stack: <c>images.env</c> beside the compose file, over it the environment, and a mirror for what the environment does not name.</summary>
internal sealed class ImageList
{
    /// <summary>A registry, with a path where it has one, that every image is taken from instead of the registry in its name.</summary>
    public const string MirrorVariable = "BIFROST_IMAGE_MIRROR";

    private readonly Dictionary<string, string> _images;
    private readonly HashSet<string> _given;

    /// <exception cref="StackException">The file is not there, or an image in it has no registry.</exception>
    public ImageList(string file, Func<string, string?> environment)
    {
        if (!File.Exists(file))
            throw StackException.NoImageList(file);
        var listed = EnvironmentFile.Read(file);
        var mirror = environment(MirrorVariable) is { Length: > 0 } set ? set.TrimEnd('/') : null;
        _given = [.. listed.Keys.Where(name => environment(name) is { Length: > 0 })];
        _images = listed.ToDictionary(static image => image.Key, image => environment(image.Key) is { Length: > 0 } own ? own : Mirrored(image.Value, mirror), StringComparer.Ordinal);
    }

    /// <summary>Variable -> image.</summary>
    public IReadOnlyDictionary<string, string> Images => _images;

    /// <exception cref="StackException">The list has no such image.</exception>
    public string this[string variable] => _images.GetValueOrDefault(variable) ?? throw StackException.ImageNotListed(variable);

    /// <summary>The environment names the image: it is taken as it is, and not built here.</summary>
    public bool IsGiven(string variable) => _given.Contains(variable);

    /// <summary>What we build has no registry in its name, and comes from none.</summary>
    private static string Mirrored(string image, string? mirror)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        return mirror is not null && slash > 0 && image[..slash].IndexOfAny(['.', ':']) >= 0 ? $"{mirror}{image[slash..]}" : image;
    }
}
