using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Bifrost.Analytics.Report.Page;

/// <summary>Finished markup. The only ways to make some escape every text that is put in, so no name from the data can become markup.</summary>
public readonly struct Html
{
    public static readonly Html Nothing;

    /// <summary>The page is UTF-8: letters with accents stand as they are.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>Markup from an interpolated string: its literal parts stand as they are, what is in braces is escaped unless it is markup already.</summary>
    public static Html Of(Handler markup) => new(markup.ToString());

    /// <summary>Text, escaped.</summary>
    public static Html Text(string text) => new(Encoder.Encode(text));

    /// <summary>A file that the program carries, such as its style sheet.</summary>
    internal static Html Trusted(string markup) => new(markup);

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(static part => part._markup)));

    public override string ToString() => _markup ?? "";

    [InterpolatedStringHandler]
    public readonly ref struct Handler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(Html markup) => _text.Append(markup._markup);

        public void AppendFormatted(IEnumerable<Html> parts)
        {
            foreach (var part in parts)
                _text.Append(part._markup);
        }

        public void AppendFormatted(string? text) => _text.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>A coordinate or a share: two digits are finer than a pixel.</summary>
        public void AppendFormatted(double number) => _text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

        public override string ToString() => _text.ToString();
    }
}
