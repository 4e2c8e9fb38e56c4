using System.Globalization;
using System.Text;
using Bifrost.Replication.Engine;

namespace Bifrost.Worker.Metrics;

/// <summary>Writes Prometheus' text format, version 0.0.4. A family without samples is left out, and so is a value that is not known: a number would be a claim.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <param name="type"><c>counter</c> or <c>gauge</c>.</param>
    public void Family(string name, string type, string help, IEnumerable<(Labels Labels, double? Value)> samples)
    {
        var known = samples.Where(static sample => sample.Value is not null).ToList();
        if (known.Count == 0)
            return;
        Head(name, type, help);
        foreach (var (labels, value) in known)
            Sample(name, labels, value!.Value);
    }

    public void Histograms(string name, string help, IReadOnlyCollection<(Labels Labels, Histogram Of)> histograms)
    {
        if (histograms.Count == 0)
            return;
        Head(name, "histogram", help);
        foreach (var (labels, of) in histograms)
        {
            var below = 0L;
            for (var i = 0; i < of.Bounds.Count; i++)
                Sample($"{name}_bucket", labels.With("le", Number(of.Bounds[i])), below += of.Counts[i]);
            Sample($"{name}_bucket", labels.With("le", "+Inf"), of.Count);
            Sample($"{name}_sum", labels, of.Sum);
            Sample($"{name}_count", labels, of.Count);
        }
    }

    public override string ToString() => _text.ToString();

    private void Head(string name, string type, string help) => _text.Append(
        CultureInfo.InvariantCulture, $"# HELP {name} {help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)}\n# TYPE {name} {type}\n");

    private void Sample(string name, Labels labels, double value) => _text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {Number(value)}\n");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
