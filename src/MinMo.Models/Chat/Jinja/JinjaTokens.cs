namespace MinMo.Models.Chat.Jinja;

/// <summary>A place in the list of tokens.</summary>
internal sealed class JinjaTokens(IReadOnlyList<JinjaToken> tokens)
{
    private int _next;

    public JinjaToken Current => tokens[_next];

    public JinjaToken Take() => tokens[_next++];

    public bool Is(JinjaTokenKind kind, string text) => Current.Kind == kind && Current.Text == text;

    public bool IsOperator(string sign) => Is(JinjaTokenKind.Operator, sign);

    public bool IsName(string name) => Is(JinjaTokenKind.Name, name);

    public bool IsFollowedByName(string name)
        => _next + 1 < tokens.Count && tokens[_next + 1] is { Kind: JinjaTokenKind.Name } token && token.Text == name;

    public bool TryTakeOperator(string sign) => TryTake(JinjaTokenKind.Operator, sign);

    public bool TryTakeName(string name) => TryTake(JinjaTokenKind.Name, name);

    public string TakeName() => Current.Kind == JinjaTokenKind.Name ? Take().Text : throw Error("a name is expected");

    public void Expect(JinjaTokenKind kind)
    {
        if (Take().Kind != kind)
        {
            _next--;
            throw Error($"{kind} is expected");
        }
    }

    public void ExpectOperator(string sign)
    {
        if (!TryTakeOperator(sign))
        {
            throw Error($"'{sign}' is expected");
        }
    }

    public void ExpectName(string name)
    {
        if (!TryTakeName(name))
        {
            throw Error($"'{name}' is expected");
        }
    }

    public ChatTemplateException Error(string reason) => new($"{reason}, there is '{Current.Text}'", Current.Position);

    private bool TryTake(JinjaTokenKind kind, string text)
    {
        if (Is(kind, text))
        {
            _next++;
            return true;
        }

        return false;
    }
}
