using System.Net;
using System.Net.Sockets;
using System.Text;
using Bifrost.Etl.Extract;

namespace Bifrost.Etl.Tests.Extract;

public sealed class InputSetTests
{
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("bifrost-inputs-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_folder_gives_its_csv_files_by_name_and_a_file_itself()
    {
        foreach (var name in new[] { "b.csv", "a.csv.gz", "notes.txt" })
            await File.WriteAllTextAsync(Path.Combine(_folder, name), "");
        using var set = await InputSet.FindAsync([_folder, Path.Combine(_folder, "notes.txt")], default);
        set.Files.Select(static file => (file.Name, file.Order, file.IsNamed)).ShouldBe([("a.csv.gz", 0, false), ("b.csv", 0, false), ("notes.txt", 1, true)]);
    }

    [Test]
    public async Task What_is_not_there_is_named()
    {
        (await FaultAsync(Path.Combine(_folder, "gone.csv"))).ShouldContain("gone.csv is not there");
        (await FaultAsync(_folder)).ShouldContain("holds no .csv or .csv.gz file");
    }

    [Test]
    public async Task A_url_is_downloaded_and_deleted_afterwards()
    {
        using var server = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
        var set = await InputSet.FindAsync([$"{server.Url}data/PORTES_2024.csv?x=1"], default);
        var file = set.Files.ShouldHaveSingleItem();
        file.Name.ShouldBe("PORTES_2024.csv");
        using (var reader = new StreamReader(file.Open()))
            (await reader.ReadToEndAsync()).ShouldBe("hello");
        set.Dispose();
        Should.Throw<EtlException>(() => file.Open());
    }

    [TestCase("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "the server answered 404 Not Found")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\nhello", "could not be downloaded")]
    public async Task A_download_that_fails_is_said(string answer, string fault)
    {
        using var server = new OneAnswer(answer);
        (await FaultAsync(server.Url + "x.csv?token=secret")).ShouldSatisfyAllConditions(
            text => text.ShouldContain(fault),
            text => text.ShouldNotContain("secret"));
    }

    private static async Task<string> FaultAsync(string input) => (await Should.ThrowAsync<EtlException>(InputSet.FindAsync([input], default))).Message;

    /// <summary>A server that gives its one answer to its one client.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public OneAnswer(string answer)
        {
            _listener.Start();
            _ = AnswerAsync(answer);
        }

        public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

        public void Dispose() => _listener.Dispose();

        private async Task AnswerAsync(string answer)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            await stream.ReadAtLeastAsync(new byte[4096], 1);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        }
    }
}
