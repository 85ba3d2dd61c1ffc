using System.Text.Encodings.Web;
using System.Text.Json;
using MinMo.Training.Corpora.Text;

namespace MinMo.Cli.Evaluate;

/// <summary>Writes what was answered wrongly into a file, one JSON object a line, for people who want to know why.</summary>
/// <param name="path">Written anew; null writes nothing.</param>
internal sealed class WrongAnswers(string? path) : IDisposable
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream? _file = path is null ? null : File.Create(path);

    /// <summary>Adds one.</summary>
    /// <param name="measure">Which measure asked.</param>
    /// <param name="exchange">What was asked, and what a right answer says.</param>
    /// <param name="reply">What was answered.</param>
    public void Add(string measure, Exchange exchange, string reply)
    {
        if (_file is null)
        {
            return;
        }

        using (var json = new Utf8JsonWriter(_file, Plain))
        {
            json.WriteStartObject();
            json.WriteString("measure", measure);
            json.WriteString("skill", exchange.Skill);
            json.WriteString("asked", exchange.User);
            json.WriteString("answered", reply);
            json.WriteString("right", exchange.Reply);
            json.WriteEndObject();
        }

        _file.WriteByte((byte)'\n');
        _file.Flush();
    }

    /// <inheritdoc />
    public void Dispose() => _file?.Dispose();
}
