using System.Text;

namespace MinMo.Conversation.Replying;

/// <summary>
/// Parts what a reply says from the calls of tools in it. Text that may be the begin of a call is held back until it
/// is known.
/// </summary>
/// <param name="begin">What begins a call.</param>
/// <param name="end">What ends it.</param>
internal sealed class ToolCallReader(string begin, string end)
{
    public const string Begin = "<tool_call>";
    public const string End = "</tool_call>";

    private readonly StringBuilder _held = new();

    /// <summary>Reads replies as they are thought.</summary>
    public ToolCallReader()
        : this(Begin, End)
    {
    }

    /// <summary>Leaves out what tools answered, where a lane with their answers is read back.</summary>
    public static ToolCallReader OfAnswers() => new("<tool_response>", "</tool_response>");

    /// <summary>Whether the text so far ends inside a call.</summary>
    public bool InCall { get; private set; }

    /// <summary>Takes the next piece of the reply.</summary>
    /// <param name="text">Any piece of it.</param>
    /// <returns>What is said, and the call that ended in this piece, if one did.</returns>
    public (string Said, string? Call) Read(string text)
    {
        _held.Append(text);
        string? call = null;
        var said = new StringBuilder();
        while (_held.Length > 0)
        {
            string held = _held.ToString();
            string marker = InCall ? end : begin;
            int at = held.IndexOf(marker, StringComparison.Ordinal);
            int ready = at >= 0 ? at : InCall ? 0 : held.Length - Overlap(held, marker);
            if (!InCall)
            {
                said.Append(held, 0, ready);
            }

            if (at < 0)
            {
                _held.Remove(0, ready);
                break;
            }

            call = InCall ? held[..at].Trim() : call;
            InCall = !InCall;
            _held.Remove(0, at + marker.Length);
        }

        return (said.ToString(), call);
    }

    /// <summary>The reply is over: what was held back and is no call is said after all.</summary>
    public string Finish()
    {
        string rest = InCall ? string.Empty : _held.ToString();
        _held.Clear();
        InCall = false;
        return rest;
    }

    /// <summary>Characters at the end of the text that may be the begin of the marker.</summary>
    private static int Overlap(string text, string marker)
    {
        int overlap = Math.Min(text.Length, marker.Length - 1);
        while (overlap > 0 && !text.EndsWith(marker[..overlap], StringComparison.Ordinal))
        {
            overlap--;
        }

        return overlap;
    }
}
