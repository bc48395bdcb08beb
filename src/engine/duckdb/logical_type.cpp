// SPDX-License-Identifier: Apache-2.0
// Types both ways. TIMESTAMP_S and TIMESTAMP_MS are read as microseconds, exactly; nanoseconds do
// not fit and are refused rather than cut.
#include "engine/duckdb/logical_type.hpp"

#include <egregora/core/errors.hpp>

namespace egregora::duckdb {
namespace {

bool has_alias(duckdb_logical_type type, std::string_view alias) {
  const OwnedText text(duckdb_logical_type_get_alias(type));
  return text != nullptr && alias == text.get();
}

DataType enumeration_of(duckdb_logical_type type) {
  std::vector<std::string> labels;
  const std::uint32_t size = duckdb_enum_dictionary_size(type);
  labels.reserve(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    labels.emplace_back(OwnedText(duckdb_enum_dictionary_value(type, i)).get());
  }
  return DataType::enumeration(std::move(labels));
}

DataType struct_of(duckdb_logical_type type) {
  std::vector<StructField> fields;
  for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
    const OwnedText name(duckdb_struct_type_child_name(type, i));
    const TypeHandle child(duckdb_struct_type_child_type(type, i));
    fields.push_back({name.get(), data_type_of(child.get())});
  }
  return DataType::struct_of(std::move(fields));
}

DataType nested_type_of(duckdb_logical_type type, duckdb_type id) {
  if (id == DUCKDB_TYPE_STRUCT) return struct_of(type);
  if (id == DUCKDB_TYPE_LIST) {
    return DataType::list(data_type_of(TypeHandle(duckdb_list_type_child_type(type)).get()));
  }
  if (id == DUCKDB_TYPE_ARRAY) {
    return DataType::array(data_type_of(TypeHandle(duckdb_array_type_child_type(type)).get()),
                           static_cast<std::int64_t>(duckdb_array_type_array_size(type)));
  }
  return DataType::map(data_type_of(TypeHandle(duckdb_map_type_key_type(type)).get()),
                       data_type_of(TypeHandle(duckdb_map_type_value_type(type)).get()));
}

/// Names of the types that are known by name only.
std::string other_name(duckdb_type id) {
  switch (id) {
    case DUCKDB_TYPE_TIMESTAMP_NS:
      return "TIMESTAMP_NS";
    case DUCKDB_TYPE_TIME_TZ:
      return "TIME WITH TIME ZONE";
    case DUCKDB_TYPE_TIME_NS:
      return "TIME_NS";
    case DUCKDB_TYPE_UHUGEINT:
      return "UHUGEINT";
    case DUCKDB_TYPE_BIGNUM:
      return "BIGNUM";
    case DUCKDB_TYPE_BIT:
      return "BIT";
    case DUCKDB_TYPE_UNION:
      return "UNION";
    case DUCKDB_TYPE_GEOMETRY:
      return "GEOMETRY";
    case DUCKDB_TYPE_VARIANT:
      return "VARIANT";
    default:
      return "DuckDB type " + std::to_string(static_cast<int>(id));
  }
}

TypeHandle list_type(const DataType& type) {
  return TypeHandle(duckdb_create_list_type(logical_type_of(type.element()).get()));
}

TypeHandle struct_type(const DataType& type) {
  std::vector<TypeHandle> owned;
  std::vector<duckdb_logical_type> types;
  std::vector<const char*> names;
  for (const StructField& field : type.fields()) {
    owned.push_back(logical_type_of(field.type));
    types.push_back(owned.back().get());
    names.push_back(field.name.c_str());
  }
  return TypeHandle(duckdb_create_struct_type(types.data(), names.data(), types.size()));
}

TypeHandle enum_type(const DataType& type) {
  std::vector<const char*> labels;
  for (const std::string& label : type.labels()) labels.push_back(label.c_str());
  return TypeHandle(duckdb_create_enum_type(labels.data(), labels.size()));
}

TypeHandle json_type() {
  TypeHandle type(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
  duckdb_logical_type_set_alias(type.get(), "JSON");
  return type;
}

duckdb_type plain_id(TypeKind kind) {
  switch (kind) {
    case TypeKind::null:
      return DUCKDB_TYPE_SQLNULL;
    case TypeKind::boolean:
      return DUCKDB_TYPE_BOOLEAN;
    case TypeKind::int8:
      return DUCKDB_TYPE_TINYINT;
    case TypeKind::int16:
      return DUCKDB_TYPE_SMALLINT;
    case TypeKind::int32:
      return DUCKDB_TYPE_INTEGER;
    case TypeKind::int64:
      return DUCKDB_TYPE_BIGINT;
    case TypeKind::uint8:
      return DUCKDB_TYPE_UTINYINT;
    case TypeKind::uint16:
      return DUCKDB_TYPE_USMALLINT;
    case TypeKind::uint32:
      return DUCKDB_TYPE_UINTEGER;
    case TypeKind::uint64:
      return DUCKDB_TYPE_UBIGINT;
    case TypeKind::int128:
      return DUCKDB_TYPE_HUGEINT;
    case TypeKind::float32:
      return DUCKDB_TYPE_FLOAT;
    case TypeKind::float64:
      return DUCKDB_TYPE_DOUBLE;
    case TypeKind::string:
      return DUCKDB_TYPE_VARCHAR;
    case TypeKind::blob:
      return DUCKDB_TYPE_BLOB;
    case TypeKind::uuid:
      return DUCKDB_TYPE_UUID;
    case TypeKind::date:
      return DUCKDB_TYPE_DATE;
    case TypeKind::time:
      return DUCKDB_TYPE_TIME;
    case TypeKind::timestamp:
      return DUCKDB_TYPE_TIMESTAMP;
    case TypeKind::timestamp_tz:
      return DUCKDB_TYPE_TIMESTAMP_TZ;
    case TypeKind::interval:
      return DUCKDB_TYPE_INTERVAL;
    default:
      return DUCKDB_TYPE_INVALID;
  }
}

}  // namespace

DataType data_type_of(duckdb_logical_type type) {
  const duckdb_type id = duckdb_get_type_id(type);
  switch (id) {
    case DUCKDB_TYPE_SQLNULL:
      return DataType::null();
    case DUCKDB_TYPE_BOOLEAN:
      return DataType::boolean();
    case DUCKDB_TYPE_TINYINT:
      return DataType::int8();
    case DUCKDB_TYPE_SMALLINT:
      return DataType::int16();
    case DUCKDB_TYPE_INTEGER:
      return DataType::int32();
    case DUCKDB_TYPE_BIGINT:
      return DataType::int64();
    case DUCKDB_TYPE_UTINYINT:
      return DataType::uint8();
    case DUCKDB_TYPE_USMALLINT:
      return DataType::uint16();
    case DUCKDB_TYPE_UINTEGER:
      return DataType::uint32();
    case DUCKDB_TYPE_UBIGINT:
      return DataType::uint64();
    case DUCKDB_TYPE_HUGEINT:
      return DataType::int128();
    case DUCKDB_TYPE_FLOAT:
      return DataType::float32();
    case DUCKDB_TYPE_DOUBLE:
      return DataType::float64();
    case DUCKDB_TYPE_DECIMAL:
      return DataType::decimal(duckdb_decimal_width(type), duckdb_decimal_scale(type));
    case DUCKDB_TYPE_VARCHAR:
      return has_alias(type, "JSON") ? DataType::json() : DataType::string();
    case DUCKDB_TYPE_BLOB:
      return DataType::blob();
    case DUCKDB_TYPE_UUID:
      return DataType::uuid();
    case DUCKDB_TYPE_DATE:
      return DataType::date();
    case DUCKDB_TYPE_TIME:
      return DataType::time();
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
      return DataType::timestamp();
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return DataType::timestamp_tz();
    case DUCKDB_TYPE_INTERVAL:
      return DataType::interval();
    case DUCKDB_TYPE_ENUM:
      return enumeration_of(type);
    case DUCKDB_TYPE_LIST:
    case DUCKDB_TYPE_ARRAY:
    case DUCKDB_TYPE_STRUCT:
    case DUCKDB_TYPE_MAP:
      return nested_type_of(type, id);
    default:
      return DataType::other(other_name(id));
  }
}

TypeHandle logical_type_of(const DataType& type) {
  switch (type.kind()) {
    case TypeKind::decimal:
      return TypeHandle(duckdb_create_decimal_type(static_cast<std::uint8_t>(type.precision()),
                                                   static_cast<std::uint8_t>(type.scale())));
    case TypeKind::json:
      return json_type();
    case TypeKind::enumeration:
      return enum_type(type);
    case TypeKind::list:
      return list_type(type);
    case TypeKind::array:
      return TypeHandle(duckdb_create_array_type(logical_type_of(type.element()).get(),
                                                 static_cast<idx_t>(type.array_length())));
    case TypeKind::struct_:
      return struct_type(type);
    case TypeKind::map:
      return TypeHandle(duckdb_create_map_type(logical_type_of(type.key()).get(),
                                               logical_type_of(type.element()).get()));
    case TypeKind::other:
      throw UnsupportedOperationError("values of this type can be neither read nor written here: " +
                                      type.to_string());
    default:
      return TypeHandle(duckdb_create_logical_type(plain_id(type.kind())));
  }
}

}  // namespace egregora::duckdb
