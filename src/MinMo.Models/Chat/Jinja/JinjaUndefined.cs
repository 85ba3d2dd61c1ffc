namespace MinMo.Models.Chat.Jinja;

/// <summary>The value of a name or key that is not there: false, printed as nothing, and without parts.</summary>
internal sealed class JinjaUndefined
{
    private JinjaUndefined()
    {
    }

    public static JinjaUndefined Value { get; } = new();
}
