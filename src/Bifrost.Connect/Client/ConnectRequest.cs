using System.Net;
using Flurl;

namespace Bifrost.Connect.Client;

/// <summary>A request: method, path segments (not yet encoded), query and body.</summary>
internal sealed record ConnectRequest(HttpMethod Method, params string[] Segments)
{
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];

    public string? Body { get; init; }

    /// <summary>Statuses besides 2xx that are answers, not failures.</summary>
    public IReadOnlyList<HttpStatusCode> Welcome { get; init; } = [];

    public static ConnectRequest Get(params string[] segments) => new(HttpMethod.Get, segments);

    public static ConnectRequest Put(params string[] segments) => new(HttpMethod.Put, segments);

    public static ConnectRequest Post(params string[] segments) => new(HttpMethod.Post, segments);

    public static ConnectRequest Patch(params string[] segments) => new(HttpMethod.Patch, segments);

    public static ConnectRequest Delete(params string[] segments) => new(HttpMethod.Delete, segments);

    public ConnectRequest With<T>(T body) => this with { Body = ConnectJson.Write(body) };

    public ConnectRequest Asking(string name, string value) => this with { Query = [.. Query, (name, value)] };

    /// <summary>The address, every segment percent-encoded whole: a name may hold blanks, <c>?</c>, <c>%</c> or any letter.</summary>
    public string Url(Uri root)
    {
        var url = new Url(root.ToString());
        foreach (var segment in Segments)
            url.AppendPathSegment(segment, fullyEncode: true);
        foreach (var (name, value) in Query.GroupBy(static pair => pair.Name).Select(static group => (group.Key, group.Select(static pair => pair.Value).ToArray())))
            url.SetQueryParam(name, value);
        return url.ToString();
    }

    public override string ToString() => $"{Method} /{string.Join('/', Segments)}";
}
