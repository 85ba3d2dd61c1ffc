using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Protocols.Realtime.Commands;

/// <summary>Reads <c>response.create</c>.</summary>
internal static class ResponseRequestParser
{
    private const int MostPairs = 16;
    private const int LongestKey = 64;
    private const int LongestValue = 512;

    public static CreateResponseCommand ReadCreate(FieldReader fields)
        => new(fields.Has("response") && !fields.IsNull("response") ? Read(fields.Object("response")) : null);

    private static ResponseRequest Read(FieldReader fields)
    {
        RefuseWhatIsNotOffered(fields);
        return new ResponseRequest
        {
            Instructions = fields.Text("instructions"),
            OutputModalities = SessionMerge.ReadModalities(fields),
            MaxOutputTokens = SessionMerge.ReadOutputLimit(fields),
            Format = ReadFormat(fields),
            Metadata = ReadMetadata(fields),
        };
    }

    private static void RefuseWhatIsNotOffered(FieldReader fields)
    {
        string? conversation = fields.Text("conversation");
        fields.OneOf("conversation", conversation, "auto", "none");
        if (conversation == "none")
        {
            fields.Unsupported("conversation", "every reply belongs to the conversation; send 'auto'");
        }

        if (fields.Has("input") && !fields.IsNull("input"))
        {
            fields.Unsupported("input", "create items with conversation.item.create instead");
        }

        if (fields.Has("prompt") && !fields.IsNull("prompt"))
        {
            fields.Unsupported("prompt", "prompts are not stored here; send 'instructions'");
        }

        SessionMerge.RefuseTools(fields);
    }

    private static AudioFormat? ReadFormat(FieldReader fields)
    {
        if (!fields.Has("audio") || fields.IsNull("audio"))
        {
            return null;
        }

        var audio = fields.Object("audio");
        if (!audio.Has("output") || audio.IsNull("output"))
        {
            return null;
        }

        return SessionMerge.ReadFormat(audio.Object("output"));
    }

    private static Dictionary<string, string>? ReadMetadata(FieldReader fields)
    {
        if (!fields.Has("metadata") || fields.IsNull("metadata"))
        {
            return null;
        }

        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = fields.Object("metadata");
        foreach (string name in reader.Names)
        {
            pairs[name] = reader.Text(name, LongestValue) ?? "";
        }

        if (pairs.Count > MostPairs || pairs.Keys.Any(key => key.Length > LongestKey))
        {
            fields.Refuse("metadata", $"may hold {MostPairs} pairs with keys of {LongestKey} characters");
        }

        return pairs;
    }
}
