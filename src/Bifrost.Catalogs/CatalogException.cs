namespace Bifrost.Catalogs;

/// <summary>A file of a user's own catalogs is wrong. The message is written for the user.</summary>
public sealed class CatalogException : Exception
{
    private CatalogException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    internal static CatalogException Empty(string path) => new($"{path} is no catalog: it is empty. Write it with `bifrost catalog import`.");

    internal static CatalogException NotACatalog(string path, System.Text.Json.JsonException error) => new($"{path}:{error.LineNumber + 1}: this is no catalog of keys. Write it with `bifrost catalog import`.", error);

    internal static CatalogException Unreadable(string path, Exception error) => new($"{path} cannot be read: {error.Message}", error);
}
