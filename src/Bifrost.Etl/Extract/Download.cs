namespace Bifrost.Etl.Extract;

/// <summary>Streams a published file to disk.</summary>
internal static class Download
{
    /// <summary>A server that sends nothing for this long is taken for dead; the publisher's own is slow, but seldom silent for half of it.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    public static async Task ToFileAsync(Uri url, string path, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(Silence);
        try
        {
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw EtlFaults.NotServed(url, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}");
            using var body = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
            using var file = File.Create(path);
            await CopyAsync(body, file, silence).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw EtlFaults.NotServed(url, $"the server sent nothing for {Silence.TotalSeconds:0} s", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw EtlFaults.NotServed(url, e.Message, e);
        }
    }

    private static async Task CopyAsync(Stream body, FileStream file, CancellationTokenSource silence)
    {
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await body.ReadAsync(buffer, silence.Token).ConfigureAwait(false)) > 0)
        {
            silence.CancelAfter(Silence);
            await file.WriteAsync(buffer.AsMemory(0, read), silence.Token).ConfigureAwait(false);
        }
    }
}
