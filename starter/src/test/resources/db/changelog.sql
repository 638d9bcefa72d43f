--liquibase formatted sql
--changeset app:1
create table changed (id int);
