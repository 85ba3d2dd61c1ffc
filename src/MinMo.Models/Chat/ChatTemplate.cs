using System.Text.Json;
using MinMo.Models.Chat.Jinja;
using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Chat;

/// <summary>Finds the chat template of a checkpoint.</summary>
public static class ChatTemplate
{
    private const string GgufKey = "tokenizer.chat_template";

    /// <summary>Understands a template's text (Jinja).</summary>
    /// <exception cref="ChatTemplateException">The template uses what is not supported.</exception>
    public static IChatTemplate Parse(string template) => new JinjaTemplate(template);

    /// <summary>Reads <c>chat_template</c> of <c>tokenizer_config.json</c>, or <c>chat_template.jinja</c>, in a folder.</summary>
    /// <exception cref="CheckpointFormatException">The folder has no template.</exception>
    /// <exception cref="ChatTemplateException">The template uses what is not supported.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IChatTemplate Open(string folder)
    {
        var separate = Path.Combine(folder, "chat_template.jinja");
        if (File.Exists(separate))
        {
            return Parse(File.ReadAllText(separate));
        }

        var path = Path.Combine(folder, "tokenizer_config.json");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.TryGetProperty("chat_template", out var template)
                && template.ValueKind == JsonValueKind.String
                ? Parse(template.GetString()!)
                : throw new CheckpointFormatException(path, 0, "there is no chat template");
        }
        catch (JsonException exception)
        {
            throw new CheckpointFormatException(path, 0, exception.Message, exception);
        }
    }

    /// <summary>Reads the template in the metadata of a GGUF file.</summary>
    /// <exception cref="CheckpointFormatException">The file has no template.</exception>
    /// <exception cref="ChatTemplateException">The template uses what is not supported.</exception>
    public static IChatTemplate FromGguf(GgufFile file) => Parse(new GgufEntries(file).RequireText(GgufKey));
}
