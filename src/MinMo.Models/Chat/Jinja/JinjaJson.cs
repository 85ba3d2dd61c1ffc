using System.Globalization;
using System.Text;

namespace MinMo.Models.Chat.Jinja;

/// <summary>JSON as Python's <c>json.dumps</c> writes it without escaping what is not ASCII: that is how transformers
/// redefines the filter <c>tojson</c>.</summary>
internal sealed class JinjaJson
{
    private readonly StringBuilder _output = new();
    private readonly int? _indent;

    private JinjaJson(int? indent) => _indent = indent;

    /// <param name="value">Any value that JSON knows.</param>
    /// <param name="indent">How many spaces a level is indented; none or undefined for one line.</param>
    public static string Write(object? value, object? indent)
    {
        var writer = new JinjaJson(indent is null or JinjaUndefined ? null : (int)Math.Clamp(JinjaValue.ToInteger(indent), 0, 16));
        writer.Append(value, 0);
        return writer._output.ToString();
    }

    private void Append(object? value, int level)
    {
        switch (value)
        {
            case null:
                _output.Append("null");
                break;
            case bool truth:
                _output.Append(truth ? "true" : "false");
                break;
            case string text:
                AppendText(text);
                break;
            case JinjaObject container:
                AppendMany('{', '}', container.Keys, level, key => AppendPair(key, container[key], level + 1));
                break;
            case IReadOnlyList<object?> items:
                AppendMany('[', ']', items, level, item => Append(item, level + 1));
                break;
            case JinjaUndefined:
                throw new ChatTemplateException("an undefined value cannot be written as JSON");
            default:
                _output.Append(JinjaValue.ToText(value));
                break;
        }
    }

    private void AppendMany<T>(char open, char close, IReadOnlyList<T> items, int level, Action<T> append)
    {
        _output.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                _output.Append(_indent is null ? ", " : ",");
            }

            BreakLine(level + 1);
            append(items[i]);
        }

        if (items.Count > 0)
        {
            BreakLine(level);
        }

        _output.Append(close);
    }

    private void BreakLine(int level)
    {
        if (_indent is { } width)
        {
            _output.Append('\n').Append(' ', width * level);
        }
    }

    private void AppendPair(string key, object? value, int level)
    {
        AppendText(key);
        _output.Append(": ");
        Append(value, level);
    }

    private void AppendText(string text)
    {
        _output.Append('"');
        foreach (var letter in text)
        {
            _output.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => "\\u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture),
                _ => letter.ToString(),
            });
        }

        _output.Append('"');
    }
}
