using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MinMo.Training.Stages.Lora;

/// <summary>Dialogues to train on, one JSON object a line: <c>{"messages":[{"role":"user","content":"..."},
/// {"role":"assistant","content":"..."}]}</c>, the layout in which chat data usually comes. <c>"weight":0</c> in a
/// message of the assistant makes it context that is not learnt.</summary>
public static class LoraDialogueFile
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads all dialogues; blank lines are skipped.</summary>
    /// <exception cref="FormatException">A line is malformed; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<IReadOnlyList<LoraMessage>> Read(string path)
    {
        var dialogues = new List<IReadOnlyList<LoraMessage>>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                dialogues.Add(Parse(line, path, number));
            }
        }

        return dialogues;
    }

    /// <summary>Writes dialogues, replacing what is there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<IReadOnlyList<LoraMessage>> dialogues)
    {
        ArgumentNullException.ThrowIfNull(dialogues);
        using var writer = new StreamWriter(path);
        foreach (var dialogue in dialogues)
        {
            var messages = new JsonArray([.. dialogue.Select(ToJson)]);
            writer.WriteLine(new JsonObject { ["messages"] = messages }.ToJsonString(Json));
        }
    }

    private static JsonObject ToJson(LoraMessage message)
    {
        var json = new JsonObject { ["role"] = message.Role, ["content"] = message.Content };
        if (!message.Learnt)
        {
            json["weight"] = 0;
        }

        return json;
    }

    private static LoraMessage[] Parse(string line, string path, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            LoraMessage[] messages = [.. document.RootElement.GetProperty("messages").EnumerateArray().Select(Message)];
            return Array.Exists(messages, static message => message is { IsAnswer: true, Learnt: true })
                ? messages
                : throw new FormatException("no message of the assistant to learn from");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new FormatException($"{path}, line {number}: {exception.Message}", exception);
        }
    }

    private static LoraMessage Message(JsonElement message)
    {
        var role = message.GetProperty("role").GetString();
        var content = message.GetProperty("content").GetString();
        var learnt = !message.TryGetProperty("weight", out var weight) || weight.GetDouble() > 0;
        return role is "system" or "user" or "assistant" && content is not null
            ? new LoraMessage(role, content, learnt)
            : throw new FormatException($"a message has role '{role}'; it needs system, user or assistant, and content");
    }
}
