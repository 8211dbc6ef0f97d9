// What is wrong with one field, in words for people. Field names are those of the API ("title", "details.hours").
export interface FieldFault {
  field: string;
  message: string;
}
