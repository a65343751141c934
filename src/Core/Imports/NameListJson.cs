using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Contacts.Core.Imports;

[JsonSerializable(typeof(ImmutableArray<string>))]
internal sealed partial class NameListJson : JsonSerializerContext;
