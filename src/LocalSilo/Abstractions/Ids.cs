namespace Orleans.Runtime;

/// <summary>The name of a grain class: its class name in lower case, without the suffix "Grain".</summary>
public readonly record struct GrainType(string Name)
{
    /// <summary>The type of that name.</summary>
    public static GrainType Create(string value) => new(value);

    /// <summary>True where no name was given.</summary>
    public bool IsDefault => string.IsNullOrEmpty(Name);

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";
}

/// <summary>A grain's key as text. Integer keys are upper-case hexadecimal, GUIDs are 32 digits.</summary>
public readonly record struct IdSpan(string Text)
{
    /// <summary>The key of that text.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <summary>True where no key was given.</summary>
    public bool IsDefault => string.IsNullOrEmpty(Text);

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}

/// <summary>The identity of a grain: class and key. Written as <c>type/key</c>.</summary>
public readonly record struct GrainId(GrainType Type, IdSpan Key)
{
    /// <summary>The identity of that class and key.</summary>
    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    /// <summary>The identity of that class and key.</summary>
    public static GrainId Create(GrainType type, string key) => new(type, IdSpan.Create(key));

    /// <summary>True where neither class nor key was given.</summary>
    public bool IsDefault => Type.IsDefault && Key.IsDefault;

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Key}";
}
